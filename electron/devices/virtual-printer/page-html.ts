/** The page itself: slips newest first, and buttons that take the paper away. */
export const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mallard virtual printer</title><link rel="stylesheet" href="/fonts/index.css"><style>
body{margin:0;background:#f6f7f5;color:#16201c;font:14px Inter,system-ui,sans-serif}
header{position:sticky;top:0;display:flex;gap:8px;align-items:center;padding:12px 16px;background:#fff;border-bottom:1px solid #e3e7e3}
h1{font-size:16px;margin:0 auto 0 0}button{font:inherit;padding:8px 12px;border:1px solid #e3e7e3;border-radius:6px;background:#fff;cursor:pointer}
button[aria-pressed=true]{background:#0b6b57;border-color:#0b6b57;color:#fff}
main{display:flex;flex-wrap:wrap;gap:24px;align-items:flex-start;padding:24px}
svg{display:block;padding:16px;background:#fff;border:1px solid #e3e7e3}figure>svg{width:384px;height:auto}figure{margin:0}figcaption{color:#66736d;padding:0 0 6px}
</style><header><h1>Mallard virtual printer</h1><span id="drawer" role="status"></span>
<button data-behave="ok">Ready</button><button data-behave="paper-out">Paper out</button><button data-behave="cover-open">Cover open</button><button data-behave="off">Switched off</button></header>
<main><p id="empty">Nothing printed yet.</p></main><script>
const main=document.querySelector('main'),buttons=[...document.querySelectorAll('[data-behave]')];
const press=kind=>buttons.forEach(b=>b.setAttribute('aria-pressed',String(b.dataset.behave===kind)));
buttons.forEach(b=>b.addEventListener('click',async()=>{await fetch('/behave/'+b.dataset.behave,{method:'POST'});press(b.dataset.behave)}));
const feed=new EventSource('/events');
feed.addEventListener('behaviour',e=>{main.replaceChildren();press(JSON.parse(e.data))});
let last=Promise.resolve();
feed.addEventListener('slip',e=>{last=last.then(()=>show(JSON.parse(e.data)))});
// Text in an SVG is not drawn again when its font arrives, so the font goes first.
async function show({number,svg}){await document.fonts.load('22px "Noto Sans SC Variable"',svg).catch(()=>[]);
const f=document.createElement('figure'),c=document.createElement('figcaption'),i=document.importNode(new DOMParser().parseFromString(svg,'image/svg+xml').documentElement,true);
c.textContent='Slip '+number;i.setAttribute('role','img');i.setAttribute('aria-label','Slip '+number);f.append(c,i);main.prepend(f)}
feed.addEventListener('drawer',e=>{const d=JSON.parse(e.data);document.getElementById('drawer').textContent='Drawer opened (pin '+(d.pin?5:2)+', '+d.on+' ms)'});
</script></html>
`;
