import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import path from 'node:path';
import { buildSync } from 'esbuild';
import type { PageData } from './results';

const fontFolder = path.dirname(require.resolve('@fontsource-variable/noto-sans-jp/index.css'));
const headers = {
  'Content-Security-Policy': "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};

/** Serves the page: markup, script, style, fonts and the data, which are read anew for each request. */
export function dashboardServer(readData: () => Promise<PageData>): Server {
  const script = bundlePage();
  const page = readFileSync(path.join(__dirname, 'page/index.html'), 'utf8');
  const style = readFileSync(path.join(__dirname, 'page/style.css'), 'utf8');
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/') send(response, 'text/html; charset=utf-8', page);
    else if (pathname === '/page.js') send(response, 'text/javascript; charset=utf-8', script);
    else if (pathname === '/style.css') send(response, 'text/css; charset=utf-8', style);
    else if (pathname === '/fonts/index.css')
      sendFile(response, 'text/css; charset=utf-8', path.join(fontFolder, 'index.css'));
    else if (/^\/fonts\/files\/[\w.-]+\.woff2$/.test(pathname)) {
      sendFile(response, 'font/woff2', path.join(fontFolder, 'files', path.basename(pathname)));
    } else if (pathname === '/data.json') {
      readData().then(
        (data) => send(response, 'application/json', JSON.stringify(data)),
        (error: unknown) => {
          console.error(error);
          send(response, 'text/plain; charset=utf-8', 'the results cannot be read; the server says why', 500);
        },
      );
    } else send(response, 'text/plain; charset=utf-8', 'not found', 404);
  });
}

function bundlePage(): string {
  const [file] = buildSync({
    entryPoints: [path.join(__dirname, 'page/page.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  }).outputFiles;
  return file?.text ?? '';
}

function send(response: ServerResponse, type: string, body: string, status = 200): void {
  response.writeHead(status, { ...headers, 'Content-Type': type }).end(body);
}

function sendFile(response: ServerResponse, type: string, file: string): void {
  if (!existsSync(file)) {
    send(response, 'text/plain; charset=utf-8', 'not found', 404);
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Type': type });
  createReadStream(file).pipe(response);
}
