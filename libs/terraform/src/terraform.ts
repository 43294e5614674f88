import { execFile } from 'node:child_process';
import path from 'node:path';
import { writeCliConfig } from './cli-config';

export interface TerraformProps {
  /** Folder with the configuration, `cdk.tf.json`. */
  readonly folder: string;
  /** Folder for what stacks share: the CLI configuration and, without a mirror, the downloaded plugins. */
  readonly cache: string;
  /** The whole environment of the program; what is not in it, Terraform does not see. */
  readonly environment: NodeJS.ProcessEnv;
}

/** How a call ended, with everything it printed. */
export interface TerraformResult {
  readonly exitCode: number;
  readonly output: string;
}

/** A call that failed. The message holds Terraform's own errors. */
export class TerraformError extends Error {
  override readonly name = 'TerraformError';
}

/** The `terraform` program on one folder. */
export class Terraform {
  readonly #props: TerraformProps;

  constructor(props: TerraformProps) {
    this.#props = props;
  }

  /** `terraform init`, with or without the stack's backend. */
  async init({ backend = true } = {}): Promise<void> {
    await this.run(['init', '-input=false', '-no-color', ...(backend ? [] : ['-backend=false'])]);
  }

  /**
   * Runs one command to its end.
   *
   * @throws TerraformError when it ends with a code that is not in `accept`.
   */
  async run(args: readonly string[], accept: readonly number[] = [0]): Promise<TerraformResult> {
    const { folder, environment } = this.#props;
    const result = await new Promise<TerraformResult>((resolve, reject) => {
      execFile(
        'terraform',
        [...args],
        { cwd: folder, env: { ...environment, ...this.#settings() }, maxBuffer: 256 * 1024 * 1024 },
        (error, stdout, stderr) => {
          const code = error?.code ?? 0;
          if (typeof code === 'string') reject(error as Error);
          else resolve({ exitCode: error?.killed === true ? 130 : code, output: stdout + stderr });
        },
      );
    });
    if (!accept.includes(result.exitCode)) {
      throw new TerraformError(
        `${path.basename(folder)}: terraform ${args[0] ?? ''} failed: ${errorsIn(result.output)}`,
      );
    }
    return result;
  }

  /** The outputs of the applied state, plain values by name. */
  async outputs(): Promise<Record<string, unknown>> {
    const { output } = await this.run(['output', '-json', '-no-color']);
    const entries = Object.entries(JSON.parse(output) as Record<string, { value: unknown }>);
    return Object.fromEntries(entries.map(([name, { value }]) => [name, value]));
  }

  #settings(): NodeJS.ProcessEnv {
    const file = writeCliConfig(this.#props.cache);
    return { TF_CLI_CONFIG_FILE: file, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1', ...this.#wayToEmulator() };
  }

  /**
   * S3 puts the bucket before the host, S3 Control the account, and no name server knows 111122223333.127.0.0.1. A proxy is
   * asked by the whole address, and clients ask none for loopback itself.
   */
  #wayToEmulator(): NodeJS.ProcessEnv {
    const { AWS_ENDPOINT_URL } = this.#props.environment;
    return AWS_ENDPOINT_URL === undefined ? {} : { HTTP_PROXY: AWS_ENDPOINT_URL };
  }
}

/** The error paragraphs of Terraform's output without its frame; all of it when there is none. */
function errorsIn(output: string): string {
  const errors = output.split(/\n(?=[╷]|Error:)/).filter((part) => part.includes('Error:'));
  const text = (errors.length > 0 ? errors.join('\n') : output).replace(/^[╷│╵ ]+/gmu, '').trim();
  return text.length > 4000 ? `${text.slice(0, 4000)} …` : text;
}
