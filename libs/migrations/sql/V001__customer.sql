CREATE TABLE customer (
  customer_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  name VARCHAR(255),
  name_kana VARCHAR(255),
  email VARCHAR(320),
  phone VARCHAR(32),
  postal_code VARCHAR(16),
  address VARCHAR(1000),
  birth_date DATE,
  gender VARCHAR(32),
  joined_at DATETIME(6),
  PRIMARY KEY (customer_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET = utf8mb4
