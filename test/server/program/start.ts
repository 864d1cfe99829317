// A program of its own for the tests: starts a server, says where it is, and goes on until it is told to stop or dies.
import { startEmbedded, type Data } from '../../../src/server/embedded.ts';
import { majorOf } from '../../../src/server/majors.ts';

const [major = '18', project] = process.argv.slice(2);
const data: Data = project === undefined ? { kind: 'new' } : { kind: 'kept', project };

startEmbedded({ major: majorOf(major), data }).then(
  (server) => {
    console.log(JSON.stringify({ host: server.address.host, pid: server.pid() }));
    process.stdin.once('data', () => void server.stop().then(() => process.stdin.pause()));
  },
  (error: unknown) => {
    console.log(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
  },
);
