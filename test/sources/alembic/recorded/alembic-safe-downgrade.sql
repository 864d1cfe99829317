BEGIN;

-- Running downgrade f9a3072e5d18 -> f1d64c0b9e72

COMMIT;

ALTER TABLE orders ADD CONSTRAINT orders_status_present CHECK (status IS NOT NULL) NOT VALID;

ALTER TABLE orders VALIDATE CONSTRAINT orders_status_present;

BEGIN;

UPDATE alembic_version SET version_num='f1d64c0b9e72' WHERE alembic_version.version_num = 'f9a3072e5d18';

COMMIT;

BEGIN;

-- Running downgrade f1d64c0b9e72 -> e7f18a53c0bd

ALTER TABLE orders ALTER COLUMN status DROP NOT NULL;

UPDATE alembic_version SET version_num='e7f18a53c0bd' WHERE alembic_version.version_num = 'f1d64c0b9e72';

COMMIT;

BEGIN;

-- Running downgrade e7f18a53c0bd -> e2076bd9a41c

ALTER TABLE orders DROP CONSTRAINT orders_status_present;

ALTER TABLE orders ADD CONSTRAINT orders_status_present CHECK (status IS NOT NULL) NOT VALID;

UPDATE alembic_version SET version_num='e2076bd9a41c' WHERE alembic_version.version_num = 'e7f18a53c0bd';

COMMIT;

BEGIN;

-- Running downgrade e2076bd9a41c -> d58b27c4f016

ALTER TABLE orders DROP CONSTRAINT orders_status_present;

UPDATE alembic_version SET version_num='d58b27c4f016' WHERE alembic_version.version_num = 'e2076bd9a41c';

COMMIT;

BEGIN;

-- Running downgrade d58b27c4f016 -> c3a95f0e6b24

COMMIT;

UPDATE orders SET status = NULL WHERE status = 'placed' AND id >= 1 AND id < 10001;

UPDATE orders SET status = NULL WHERE status = 'placed' AND id >= 10001 AND id < 20001;

UPDATE orders SET status = NULL WHERE status = 'placed' AND id >= 20001 AND id < 30001;

BEGIN;

UPDATE alembic_version SET version_num='c3a95f0e6b24' WHERE alembic_version.version_num = 'd58b27c4f016';

COMMIT;

BEGIN;

-- Running downgrade c3a95f0e6b24 -> bc67105ae3d8

ALTER TABLE orders DROP COLUMN status;

UPDATE alembic_version SET version_num='bc67105ae3d8' WHERE alembic_version.version_num = 'c3a95f0e6b24';

COMMIT;

BEGIN;

-- Running downgrade bc67105ae3d8 -> b04d8e92f7a1

COMMIT;

DROP INDEX CONCURRENTLY ix_orders_placed_at;

BEGIN;

UPDATE alembic_version SET version_num='b04d8e92f7a1' WHERE alembic_version.version_num = 'bc67105ae3d8';

COMMIT;

BEGIN;

-- Running downgrade b04d8e92f7a1 -> a8f3160cd947

ALTER TABLE orders DROP COLUMN currency;

UPDATE alembic_version SET version_num='a8f3160cd947' WHERE alembic_version.version_num = 'b04d8e92f7a1';

COMMIT;

BEGIN;

-- Running downgrade a8f3160cd947 -> 9c2e74a8b1d5

ALTER TABLE customers ADD COLUMN full_name TEXT;

UPDATE alembic_version SET version_num='9c2e74a8b1d5' WHERE alembic_version.version_num = 'a8f3160cd947';

COMMIT;

BEGIN;

-- Running downgrade 9c2e74a8b1d5 -> 7d91f2b35c60

COMMIT;

UPDATE customers SET full_name = display_name WHERE full_name IS NULL AND id >= 1 AND id < 10001;

UPDATE customers SET full_name = display_name WHERE full_name IS NULL AND id >= 10001 AND id < 20001;

UPDATE customers SET full_name = display_name WHERE full_name IS NULL AND id >= 20001 AND id < 30001;

BEGIN;

UPDATE alembic_version SET version_num='7d91f2b35c60' WHERE alembic_version.version_num = '9c2e74a8b1d5';

COMMIT;

BEGIN;

-- Running downgrade 7d91f2b35c60 -> 6a40c9e7d812

ALTER TABLE customers DROP COLUMN display_name;

UPDATE alembic_version SET version_num='6a40c9e7d812' WHERE alembic_version.version_num = '7d91f2b35c60';

COMMIT;

BEGIN;

-- Running downgrade 6a40c9e7d812 -> 2b8e60d1f5a3

ALTER TABLE customers ADD COLUMN fax TEXT;

UPDATE alembic_version SET version_num='2b8e60d1f5a3' WHERE alembic_version.version_num = '6a40c9e7d812';

COMMIT;

BEGIN;

-- Running downgrade 2b8e60d1f5a3 -> 

DROP TABLE orders;

DROP TABLE customers;

DELETE FROM alembic_version WHERE alembic_version.version_num = '2b8e60d1f5a3';

COMMIT;

