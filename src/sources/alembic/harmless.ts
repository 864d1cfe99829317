/** Modules of which no function reaches a database by itself, and why it does not. */
interface Harmless { readonly why: string; readonly modules: readonly string[] }

const HARMLESS: readonly Harmless[] = [
  {
    why: "Python's own library knows no PostgreSQL. What may start a program or speak to another process (subprocess, socket, asyncio) is left out.",
    modules: [
      'abc', 'argparse', 'array', 'ast', 'atexit', 'base64', 'binascii', 'bisect', 'builtins', 'bz2', 'calendar', 'cmath', 'codecs', 'collections', 'configparser', 'contextlib', 'contextvars', 'copy',
      'csv', 'dataclasses', 'datetime', 'decimal', 'difflib', 'email', 'enum', 'errno', 'fnmatch', 'fractions', 'functools', 'gc', 'getpass', 'gettext', 'glob', 'graphlib', 'gzip', 'hashlib', 'heapq',
      'hmac', 'html', 'inspect', 'io', 'ipaddress', 'itertools', 'json', 'keyword', 'linecache', 'locale', 'logging', 'lzma', 'math', 'mimetypes', 'numbers', 'operator', 'os', 'pathlib', 'pickle', 'platform',
      'pprint', 'queue', 'random', 're', 'secrets', 'shlex', 'shutil', 'signal', 'stat', 'statistics', 'string', 'struct', 'sys', 'tarfile', 'tempfile', 'textwrap', 'threading', 'time', 'timeit', 'tomllib',
      'traceback', 'types', 'typing', 'unicodedata', 'urllib.parse', 'uuid', 'warnings', 'weakref', 'xml', 'zipfile', 'zlib', 'zoneinfo',
    ],
  },
  { why: 'They write what happens somewhere for people to read.', modules: ['click', 'colorama', 'ddtrace', 'icecream', 'loguru', 'opentelemetry', 'oslo_log', 'prometheus_client', 'rich', 'sentry_sdk', 'structlog', 'tabulate', 'termcolor', 'tqdm', 'typer'] },
  { why: 'They compute dates, ids, texts and numbers.', modules: ['arrow', 'babel', 'dateutil', 'faker', 'humanize', 'inflection', 'nanoid', 'numpy', 'packaging', 'pendulum', 'pycountry', 'pytz', 'semver', 'shortuuid', 'six', 'slugify', 'ulid', 'unidecode', 'uuid6', 'uuid_utils'] },
  { why: 'They write and read values as text.', modules: ['bleach', 'bs4', 'lxml', 'markdown', 'msgpack', 'orjson', 'simplejson', 'sqlparse', 'toml', 'ujson', 'yaml'] },
  { why: 'They hash, encrypt and sign what they are given.', modules: ['argon2', 'bcrypt', 'cryptography', 'itsdangerous', 'jose', 'jwt', 'nacl', 'passlib', 'werkzeug.security'] },
  { why: 'They read settings.', modules: ['decouple', 'dotenv', 'environs'] },
  { why: "They speak to other services, in protocols that are not PostgreSQL's.", modules: ['aiohttp', 'boto3', 'botocore', 'elasticsearch', 'httpx', 'minio', 'opensearchpy', 'pymongo', 'redis', 'requests', 'urllib3'] },
  { why: 'They describe values in classes.', modules: ['attr', 'attrs', 'cattrs', 'marshmallow', 'pydantic', 'typing_extensions'] },
  { why: 'They say where Alembic stands, and run nothing.', modules: ['alembic.context.config', 'alembic.context.get_context', 'alembic.context.get_x_argument', 'alembic.context.is_offline_mode', 'alembic.util'] },
];

/** Functions of such modules that start a program, which may speak to a database. */
const STARTING = /^os\.(?:system|popen|exec\w+|spawn\w+|posix_spawnp?)$/;

const MODULES = new Set(HARMLESS.flatMap(({ modules }) => modules));

/** Can what this name leads to not reach a database unless it is given the way? */
export function isHarmless(name: string): boolean {
  const words = name.split('.');
  return !STARTING.test(name) && words.some((_, index) => MODULES.has(words.slice(0, index + 1).join('.')));
}
