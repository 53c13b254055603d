import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Daemon, Lab } from './lab.ts'
import { eventually, systemUser } from './program.ts'

/** A MariaDB server in a lab, at the port that definitions name, whose administrator has this password. */
export async function startDatabase(lab: Lab, password: string): Promise<Daemon> {
  const home = join(lab.root, 'mysql')
  const { uid, gid } = systemUser('mysql')
  mkdirSync(home)
  chownSync(home, uid, gid)
  const quoted = `'${password.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
  writeFileSync(
    join(lab.root, 'init.sql'),
    `CREATE USER IF NOT EXISTS root@'%' IDENTIFIED BY ${quoted};\nGRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;\n`,
  )
  const made = await lab.exec(['mariadb-install-db', '--no-defaults', '--user=mysql', `--datadir=${home}`])
  if (made.code !== 0) throw new Error(made.out)
  const server = lab.spawn([
    ...['mariadbd', '--no-defaults', '--user=mysql', '--bind-address=127.0.0.1', '--skip-name-resolve'],
    ...[`--datadir=${home}`, `--socket=${home}/socket`, `--pid-file=${home}/pid`],
    ...[`--init-file=${lab.root}/init.sql`, '--innodb-flush-log-at-trx-commit=0'],
  ])
  await eventually('the database answers', async () => {
    const { code } = await lab.exec(
      ['mariadb', '--no-defaults', '-h', '127.0.0.1', '-u', 'root', '-e', 'SELECT 1'],
      { MYSQL_PWD: password },
    )
    return code === 0
  })
  return server
}
