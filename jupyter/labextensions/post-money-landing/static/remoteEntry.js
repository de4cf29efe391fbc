// JupyterLab looks for the place that a link names before a notebook has its text, so that one that was closed opens
// at its top. This scrolls to the place until it stands still or the reader moves, makes its cell the active one,
// and marks it for a moment. Where there is no such place it does nothing.
"use strict";
{
  const PAUSE = 50, STILL = 10, LONGEST = 60000; // ms between two looks, looks without a move, ms in all
  const BLOCKS = "tr, li, p, h1, h2, h3, h4, h5, h6";

  const land = async (panel, hash) => {
    const cells = panel.content.widgets, root = panel.content.node;
    const name = CSS.escape(decodeURIComponent(hash.slice(1)));
    const reader = new AbortController(), end = Date.now() + LONGEST;
    for (const kind of ["wheel", "pointerdown", "keydown"])
      panel.node.addEventListener(kind, () => reader.abort(), {signal: reader.signal, passive: true});
    let block, top;
    for (let still = 0; still < STILL && Date.now() < end && !reader.signal.aborted && !panel.isDisposed; ) {
      await new Promise(resolve => setTimeout(resolve, PAUSE));
      const place = root.querySelector(`[data-jupyter-id="${name}"], [id="${name}"]`);
      if (!place) continue;
      block = place.closest(BLOCKS) ?? place;
      still = block.getBoundingClientRect().top === top ? still + 1 : 0;
      if (still) continue;
      panel.content.activeCellIndex = cells.findIndex(cell => cell.node.contains(block));
      block.style.scrollMarginTop = "3em";
      block.scrollIntoView();
      top = block.getBoundingClientRect().top;
    }
    reader.abort();
    block?.animate([{background: "var(--jp-warn-color3)"}, {}], 3000);
  };

  const activate = app => {
    const leads = (hash, fits) => {
      const panel = [...app.shell.widgets("main")].find(fits);
      if (panel?.content?.widgets && hash) land(panel, hash).catch(() => {});
    };
    app.commands.commandExecuted.connect((_, {id, args, result}) => {
      if (id === "rendermime:handle-local-link")
        result.then(() => leads(args.id, each => each.context?.path === args.path)).catch(() => {});
    });
    document.addEventListener("click", ({target}) => {
      const link = target.closest?.('.jp-Notebook a[href^="#"]');
      if (link) leads(link.hash, each => each.node.contains(link));
    });
  };

  (window._JUPYTERLAB ??= {})["post-money-landing"] = {
    init() {},
    get: async () => () => ({id: "post-money-landing:plugin", autoStart: true, activate})
  };
}
