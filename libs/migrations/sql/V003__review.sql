-- No foreign key: a review of an order nobody knows must arrive, so that the quality gate can say so.
CREATE TABLE review (
  review_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  purchase_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  customer_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  product_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  category VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  rating INT,
  title TEXT,
  body MEDIUMTEXT,
  created_at DATETIME(6),
  PRIMARY KEY (review_id),
  KEY review_purchase (purchase_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4
