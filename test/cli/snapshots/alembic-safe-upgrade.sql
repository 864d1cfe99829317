BEGIN;

-- Running upgrade bc67105ae3d8 -> c3a95f0e6b24

ALTER TABLE orders ADD COLUMN status VARCHAR(20);

ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'placed';

UPDATE alembic_version SET version_num='c3a95f0e6b24' WHERE alembic_version.version_num = 'bc67105ae3d8';

COMMIT;

BEGIN;

-- Running upgrade c3a95f0e6b24 -> d58b27c4f016

COMMIT;

UPDATE orders SET status = 'placed' WHERE status IS NULL AND id >= 1 AND id < 10001;

UPDATE orders SET status = 'placed' WHERE status IS NULL AND id >= 10001 AND id < 20001;

UPDATE orders SET status = 'placed' WHERE status IS NULL AND id >= 20001 AND id < 30001;

BEGIN;

UPDATE alembic_version SET version_num='d58b27c4f016' WHERE alembic_version.version_num = 'c3a95f0e6b24';

COMMIT;

BEGIN;

-- Running upgrade d58b27c4f016 -> e2076bd9a41c

ALTER TABLE orders ADD CONSTRAINT orders_status_present CHECK (status IS NOT NULL) NOT VALID;

UPDATE alembic_version SET version_num='e2076bd9a41c' WHERE alembic_version.version_num = 'd58b27c4f016';

COMMIT;

BEGIN;

-- Running upgrade e2076bd9a41c -> e7f18a53c0bd

ALTER TABLE orders VALIDATE CONSTRAINT orders_status_present;

UPDATE alembic_version SET version_num='e7f18a53c0bd' WHERE alembic_version.version_num = 'e2076bd9a41c';

COMMIT;

BEGIN;

-- Running upgrade e7f18a53c0bd -> f1d64c0b9e72

ALTER TABLE orders ALTER COLUMN status SET NOT NULL;

UPDATE alembic_version SET version_num='f1d64c0b9e72' WHERE alembic_version.version_num = 'e7f18a53c0bd';

COMMIT;

BEGIN;

-- Running upgrade f1d64c0b9e72 -> f9a3072e5d18

ALTER TABLE orders DROP CONSTRAINT orders_status_present;

UPDATE alembic_version SET version_num='f9a3072e5d18' WHERE alembic_version.version_num = 'f1d64c0b9e72';

COMMIT;

