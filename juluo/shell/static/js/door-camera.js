// The camera at the door: the browser's own reader of QR codes where there is one, else the one that lies beside it.
const PAUSE = 120;

export async function openCamera(video, reader, heard) {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
  });
  video.srcObject = stream;
  await video.play();
  const detector = await detectorOf(reader);
  // Nobody touches the screen for minutes: it stays lit all the same, where the browser can do that.
  const awake = await navigator.wakeLock?.request("screen").catch(() => null);
  let going = true;
  (async () => {
    while (going) {
      const found = await detector.detect(video).catch(() => []);
      if (going && found.length) await heard(found[0].rawValue);
      await new Promise((resolve) => { setTimeout(resolve, PAUSE); });
    }
  })();
  return () => {
    going = false;
    awake?.release();
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}

async function detectorOf(reader) {
  const own = globalThis.BarcodeDetector;
  const reads = own ? await own.getSupportedFormats().catch(() => []) : [];
  const Detector = reads.includes("qr_code") ? own : (await import(reader)).BarcodeDetector;
  return new Detector({ formats: ["qr_code"] });
}
