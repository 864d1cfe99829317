-- Running downgrade 008 -> 007

DROP INDEX CONCURRENTLY payments_paid_at_idx;

UPDATE phasewise_version SET version_num='007' WHERE phasewise_version.version_num = '008';

-- Running downgrade 007 -> 006

ALTER TABLE products ADD CONSTRAINT products_sku_present CHECK (sku IS NOT NULL) NOT VALID;

ALTER TABLE products VALIDATE CONSTRAINT products_sku_present;

ALTER TABLE products ALTER COLUMN sku DROP NOT NULL;

UPDATE phasewise_version SET version_num='006' WHERE phasewise_version.version_num = '007';

-- Running downgrade 006 -> 005

BEGIN;

ALTER TABLE products DROP CONSTRAINT products_sku_present;

ALTER TABLE products ADD CONSTRAINT products_sku_present CHECK (sku IS NOT NULL) NOT VALID;

UPDATE phasewise_version SET version_num='005' WHERE phasewise_version.version_num = '006';

COMMIT;

-- Running downgrade 005 -> 004

BEGIN;

ALTER TABLE products DROP CONSTRAINT products_sku_present;

UPDATE phasewise_version SET version_num='004' WHERE phasewise_version.version_num = '005';

COMMIT;

-- Running downgrade 004 -> 002, 003

BEGIN;

DROP VIEW order_progress;

INSERT INTO phasewise_version (version_num) VALUES ('002') RETURNING phasewise_version.version_num;

UPDATE phasewise_version SET version_num='003' WHERE phasewise_version.version_num = '004';

COMMIT;

