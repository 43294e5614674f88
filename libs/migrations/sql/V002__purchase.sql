-- No foreign key: an order of a customer nobody knows must arrive, so that the quality gate can say so.
CREATE TABLE purchase (
  purchase_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  customer_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  product_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  product_name VARCHAR(500),
  category VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  quantity INT,
  unit_price_jpy INT,
  purchased_at DATETIME(6),
  payment_method VARCHAR(64),
  card_last4 VARCHAR(8),
  status VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  PRIMARY KEY (purchase_id),
  KEY purchase_customer (customer_id),
  KEY purchase_time (purchased_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4
