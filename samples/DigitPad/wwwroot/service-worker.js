// Answers from the network, and without one from what was kept at the last visit.
const name = registration.scope;

addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil(clients.claim()));
addEventListener('message', event => event.waitUntil(keep(event.data).then(() => '', fault => fault.message).then(fault => event.ports[0].postMessage(fault))));
addEventListener('fetch', event => {
    if (event.request.method === 'GET' && event.request.url.startsWith(registration.scope))
        event.respondWith(answer(event.request));
});

async function keep(addresses) {
    const cache = await caches.open(name);
    await cache.addAll(addresses);
    for (const request of await cache.keys())
        if (!addresses.includes(request.url))
            await cache.delete(request);
}

async function answer(request) {
    try {
        return await fetch(request);
    } catch (fault) {
        const kept = await (await caches.open(name)).match(request);
        if (!kept)
            throw fault;
        return kept;
    }
}
