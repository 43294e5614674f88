/** Where the clicks go that the application writes into `/var/log/mall/clicks*.jsonl`, and what makes them pseudonymous. */
export interface ClickDelivery {
  /** Firehose stream. */
  readonly stream: string;
  /** Secret with the key of the visitors' pseudonyms: the application replaces who they are before it writes a line. */
  readonly keySecretArn: string;
  /** KMS key that encrypts the secret. */
  readonly keyEncryptionArn: string;
}
