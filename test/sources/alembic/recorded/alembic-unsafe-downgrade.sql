BEGIN;

-- Running downgrade e15a6c9d0274 -> d90f3b84c1e7

ALTER TABLE orders DROP COLUMN status;

UPDATE alembic_version SET version_num='d90f3b84c1e7' WHERE alembic_version.version_num = 'e15a6c9d0274';

-- Running downgrade d90f3b84c1e7 -> c7715e20ab96

DROP INDEX ix_orders_placed_at;

UPDATE alembic_version SET version_num='c7715e20ab96' WHERE alembic_version.version_num = 'd90f3b84c1e7';

-- Running downgrade c7715e20ab96 -> a3e94d1f7c08

ALTER TABLE orders DROP COLUMN currency;

UPDATE alembic_version SET version_num='a3e94d1f7c08' WHERE alembic_version.version_num = 'c7715e20ab96';

-- Running downgrade a3e94d1f7c08 -> 8d02b6c55e31

ALTER TABLE customers RENAME display_name TO full_name;

UPDATE alembic_version SET version_num='8d02b6c55e31' WHERE alembic_version.version_num = 'a3e94d1f7c08';

-- Running downgrade 8d02b6c55e31 -> 4f1c0a7be210

ALTER TABLE customers ADD COLUMN fax TEXT;

UPDATE alembic_version SET version_num='4f1c0a7be210' WHERE alembic_version.version_num = '8d02b6c55e31';

-- Running downgrade 4f1c0a7be210 -> 

DROP TABLE orders;

DROP TABLE customers;

DELETE FROM alembic_version WHERE alembic_version.version_num = '4f1c0a7be210';

COMMIT;

