// Answers from the network, and without one from what was kept at the last visit.
const name = registration.scope;

addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil(clients.claim()));
addEventListener('message', event => event.waitUntil(keep(event.data).then(() => '', fault => fault.message).then(fault => event.ports[0].postMessage(fault))));
addEventListener('fetch', event => {
    if (event.request.method === 'GET' && event.request.url.startsWith(registration.scope))
        event.respondWith(answer(event));
});

/** Keeps these addresses and no others; those that came through here are kept already. */
async function keep(addresses) {
    const cache = await caches.open(name), kept = await cache.keys();
    await cache.addAll(addresses.filter(address => !kept.some(request => request.url === address)));
    await Promise.all(kept.filter(request => !addresses.includes(request.url)).map(request => cache.delete(request)));
}

async function answer(event) {
    const cache = await caches.open(name);
    try {
        const response = await fetch(event.request);
        if (response.ok)
            event.waitUntil(cache.put(event.request, response.clone()));
        return response;
    } catch (fault) {
        const kept = await cache.match(event.request);
        if (!kept)
            throw fault;
        return kept;
    }
}
