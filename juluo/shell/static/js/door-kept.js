// What a device at the door keeps: the list, and every scan until it was sent and long after nobody asks. In the
// browser's own database, written through to the disk: it survives a reload, a closed window and an empty battery.
const answered = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

// Where nothing can be kept (some browsers' private windows) it lasts as long as the page, and says so.
export async function openKept(name) {
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("list");
    opening.result.createObjectStore("scans", { keyPath: "key" });
  };
  const store = await answered(opening);
  // Another window of this device wipes it: let it.
  store.onversionchange = () => store.close();
  const deed = (place, mode, does) => new Promise((resolve, reject) => {
    const turn = store.transaction(place, mode, { durability: "strict" });
    const asked = does(turn.objectStore(place));
    turn.oncomplete = () => resolve(asked?.result);
    turn.onerror = () => reject(turn.error);
    turn.onabort = () => reject(turn.error);
  });
  return {
    list: () => deed("list", "readonly", (kept) => kept.get("list")),
    putList: (list) => deed("list", "readwrite", (kept) => kept.put(list, "list")),
    scans: () => deed("scans", "readonly", (kept) => kept.getAll()),
    putScan: (scan) => deed("scans", "readwrite", (kept) => kept.put(scan)),
    dropScan: (key) => deed("scans", "readwrite", (kept) => kept.delete(key)),
    wipe: async () => {
      store.close();
      await answered(indexedDB.deleteDatabase(name));
    },
  };
}

export function openMemory() {
  let list;
  const scans = new Map();
  return {
    fleeting: true,
    list: async () => list,
    putList: async (one) => { list = one; },
    scans: async () => [...scans.values()],
    putScan: async (one) => { scans.set(one.key, one); },
    dropScan: async (key) => { scans.delete(key); },
    wipe: async () => { list = undefined; scans.clear(); },
  };
}
