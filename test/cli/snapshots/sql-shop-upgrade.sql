CREATE TABLE phasewise_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT phasewise_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> 001

BEGIN;

CREATE TABLE customers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email text NOT NULL UNIQUE,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE products (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    sku text,
    price numeric(10, 2) NOT NULL CHECK (price >= 0)
);

CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    status text NOT NULL DEFAULT 'open',
    placed_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX orders_customer_id_idx ON orders (customer_id);

CREATE TABLE order_lines (
    order_id bigint NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    product_id bigint NOT NULL REFERENCES products (id),
    quantity integer NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (order_id, product_id)
);

INSERT INTO phasewise_version (version_num) VALUES ('001') RETURNING phasewise_version.version_num;

COMMIT;

-- Running upgrade 001 -> 002

BEGIN;

CREATE TYPE payment_state AS ENUM ('pending', 'paid', 'refused');

CREATE TABLE payments (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id bigint NOT NULL REFERENCES orders (id),
    amount numeric(10, 2) NOT NULL,
    state payment_state NOT NULL DEFAULT 'pending',
    paid_at timestamptz
);

CREATE INDEX payments_order_id_idx ON payments (order_id);

UPDATE phasewise_version SET version_num='002' WHERE phasewise_version.version_num = '001';

COMMIT;

-- Running upgrade 001 -> 003

BEGIN;

CREATE TABLE shipments (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_id bigint NOT NULL REFERENCES orders (id),
    carrier text NOT NULL,
    shipped_at timestamptz
);

CREATE INDEX orders_status_idx ON orders (status, placed_at);

INSERT INTO phasewise_version (version_num) VALUES ('003') RETURNING phasewise_version.version_num;

COMMIT;

-- Running upgrade 002, 003 -> 004

BEGIN;

CREATE VIEW order_progress AS
SELECT o.id, o.status, p.state AS payment, s.shipped_at
FROM orders o
LEFT JOIN payments p ON p.order_id = o.id
LEFT JOIN shipments s ON s.order_id = o.id;

DELETE FROM phasewise_version WHERE phasewise_version.version_num = '002';

UPDATE phasewise_version SET version_num='004' WHERE phasewise_version.version_num = '003';

COMMIT;

-- Running upgrade 004 -> 005

BEGIN;

ALTER TABLE products ADD CONSTRAINT products_sku_present CHECK (sku IS NOT NULL) NOT VALID;

UPDATE phasewise_version SET version_num='005' WHERE phasewise_version.version_num = '004';

COMMIT;

-- Running upgrade 005 -> 006

BEGIN;

ALTER TABLE products VALIDATE CONSTRAINT products_sku_present;

UPDATE phasewise_version SET version_num='006' WHERE phasewise_version.version_num = '005';

COMMIT;

-- Running upgrade 006 -> 007

BEGIN;

ALTER TABLE products ALTER COLUMN sku SET NOT NULL;

ALTER TABLE products DROP CONSTRAINT products_sku_present;

UPDATE phasewise_version SET version_num='007' WHERE phasewise_version.version_num = '006';

COMMIT;

-- Running upgrade 007 -> 008

CREATE INDEX CONCURRENTLY payments_paid_at_idx ON payments (paid_at);

UPDATE phasewise_version SET version_num='008' WHERE phasewise_version.version_num = '007';

