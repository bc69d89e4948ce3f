import { codeAt, type HqClient, overHttp, SET_UP } from '../hq-place.ts';

/** Somebody who has come in, by a browser or a script. */
export interface ComeIn {
  readonly cookie: string;
  readonly client: HqClient;
}

/** Sets up a chain in a headquarters that runs, as its page does over HTTP, and signs its owner in whole. */
export async function foundOwner(origin: string): Promise<ComeIn & { readonly chain: string }> {
  const post = async (path: string, body: unknown, cookie = '') => {
    const answer = await fetch(`${origin}/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, cookie },
      body: JSON.stringify(body),
    });
    return { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '', body: await answer.json() };
  };
  const half = await post('setup/chain', SET_UP);
  const { secret } = await overHttp(origin, { cookie: half.cookie, origin }).session.newFactor();
  const { cookie } = await post('session/confirmFactor', { code: codeAt(secret, Date.now()) }, half.cookie);
  return { cookie, client: overHttp(origin, { cookie, origin }), chain: half.body.chain };
}
