// Draws the pictures of a page anew, so that they can be pointed at: from the options that stand beside them. Without
// it, or in print, the pictures stand as the server drew them.
(() => {
  "use strict";
  const drawn = new Map();
  const tools = {
    number: (value) => value.toLocaleString(document.documentElement.lang),
    share: (value) => `${(value * 100).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })}%`,
    size: (value) => Math.abs(value).toLocaleString(document.documentElement.lang),
  };

  // The sheet's colours as pixels: the canvas doesn't know its functions.
  function painter(element) {
    const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const known = new Map();
    return (name) => {
      if (!known.has(name)) {
        element.style.color = `var(${name})`;
        pixel.clearRect(0, 0, 1, 1);
        pixel.fillStyle = getComputedStyle(element).color;
        pixel.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = pixel.getImageData(0, 0, 1, 1).data;
        element.style.color = "";
        known.set(name, `rgba(${r},${g},${b},${a / 255})`);
      }
      return known.get(name);
    };
  }

  function coloured(value, paint) {
    if (typeof value === "string") return /^--[a-z0-9-]+$/.test(value) ? paint(value) : value;
    if (Array.isArray(value)) return value.map((one) => coloured(one, paint));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, coloured(one, paint)]));
    }
    return value;
  }

  function prepared(holder) {
    const option = coloured(JSON.parse(holder.dataset.chart), painter(holder));
    const own = option.juluo || {};
    delete option.juluo;
    option.textStyle.fontFamily = getComputedStyle(document.body).fontFamily;
    const axis = option.yAxis && option.yAxis.juluo;
    if (axis) {
      delete option.yAxis.juluo;
      option.yAxis.axisLabel.formatter = tools[axis];
    }
    if (own.told) option.tooltip.formatter = (points) => own.told[points[0].dataIndex];
    return option;
  }

  function draw(holder) {
    const old = drawn.get(holder);
    if (old) old.dispose();
    let place = holder.querySelector(":scope > .canvas");
    if (!place) {
      place = document.createElement("div");
      place.className = "canvas";
      holder.append(place);
    }
    place.style.height = `${holder.dataset.tall}px`;
    holder.classList.add("live");
    const chart = window.echarts.init(place, null, { renderer: "canvas" });
    chart.setOption(prepared(holder));
    drawn.set(holder, chart);
    room.observe(holder);
  }

  function drawAll() {
    if (!window.echarts) return;
    for (const [holder, chart] of drawn) {
      if (!holder.isConnected) { chart.dispose(); drawn.delete(holder); }
    }
    for (const holder of document.querySelectorAll("[data-chart]")) draw(holder);
  }

  // A drawer pushes the page: the pictures beside it are drawn for the room that is left.
  const room = new ResizeObserver((changes) => {
    for (const { target } of changes) drawn.get(target)?.resize();
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);

  drawAll();
})();
