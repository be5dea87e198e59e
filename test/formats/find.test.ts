import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSources } from '../../src/formats/find.ts';
import { inFolder } from './reading.ts';
import { zip } from './zip.ts';

/** Runs a function in a folder with these files. */
function withFiles(files: Record<string, string | Uint8Array>, run: (folder: string) => Promise<void>): Promise<void> {
  return inFolder(async (folder) => {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(join(folder, name, '..'), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    await run(folder);
  });
}

const names = async (...paths: string[]): Promise<string[]> => (await findSources(paths)).map(({ name }) => name);

describe('findSources', () => {
  it('takes files, folders and patterns, in an order of their own', async () => {
    await withFiles(
      { 'b.csv': 'x', 'a/2.csv': 'x', 'a/1/x.json': '[]', 'a/.hidden': 'x', 'a/10.csv': 'x' },
      async (folder) => {
        expect(await names(join(folder, 'b.csv'), join(folder, 'a'))).toEqual(['b.csv', '1/x.json', '10.csv', '2.csv']);
        const found = await findSources([join(folder, '**/*.csv')]);
        expect(found.map(({ path }) => path.slice(folder.length + 1))).toEqual(['a/10.csv', 'a/2.csv', 'b.csv']);
        expect((await findSources([join(folder, 'b.csv'), join(folder, 'a')])).map(({ isFound }) => isFound)).toEqual([
          false,
          true,
          true,
          true,
        ]);
      },
    );
  });

  it('takes a name with the signs of a pattern for itself where it exists', async () => {
    await withFiles({ 'a[1].csv': 'x' }, async (folder) => {
      expect(await names(join(folder, 'a[1].csv'))).toEqual(['a[1].csv']);
    });
  });

  it('looks into zip archives, whatever they are called', async () => {
    const archive = zip({ 'b.csv': 'x', 'folder/a.csv': 'y', '__MACOSX/b.csv': 'z', '.DS_Store': 'z' });
    const web = zip({ 'archive/a.warc.gz': 'x', 'indexes/index.cdx': 'y', 'datapackage.json': '{}' }, 0);
    await withFiles({ export: archive, 'one.zip': zip({ 'a.csv': 'x' }), 'a.wacz': web }, async (folder) => {
      expect(await names(join(folder, 'export'))).toEqual(['export/b.csv', 'export/folder/a.csv']);
      expect((await findSources([join(folder, 'one.zip')])).map(({ isFound }) => isFound)).toEqual([false]);
      expect(await names(join(folder, 'a.wacz'))).toEqual(['a.wacz/archive/a.warc.gz']);
    });
  });

  it.each([
    ['none.csv', /does not exist/],
    ['*.none', /no file matches/],
    ['empty', /empty is empty/],
    ['bad.zip', /is a zip archive that cannot be read/],
    ['sheet.xlsx', /is a spreadsheet/],
    ['nothing.zip', /is an empty archive/],
    ['folder', /has no files/],
  ])('%s is the user’s to mend', async (name, message) => {
    const files = {
      empty: '',
      'bad.zip': 'PK\u0003\u0004rubbish',
      'sheet.xlsx': zip({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<x/>' }),
      'nothing.zip': zip({ '.hidden': 'x' }),
    };
    await withFiles(files, async (folder) => {
      await mkdir(join(folder, 'folder'));
      await expect(findSources([join(folder, name)])).rejects.toThrow(message);
      await expect(findSources([join(folder, name)])).rejects.toMatchObject({ name: 'UserError', exitCode: 4 });
    });
  });
});
