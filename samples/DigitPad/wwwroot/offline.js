/**
 * Keeps what the page consists of, so that it opens without a connection too. Service workers exist only on https and on this machine.
 * @param addresses what the web worker has loaded; what the page has loaded is known here.
 * @returns whether it was kept.
 */
export async function keep(addresses) {
    if (!('serviceWorker' in navigator))
        return false;
    await navigator.serviceWorker.register('service-worker.js');
    const { active } = await navigator.serviceWorker.ready;
    const page = [new URL('.', location).href, location.href.split('#')[0], new URL('worker.js', location).href, ...performance.getEntriesByType('resource').map(entry => entry.name)];
    const { port1, port2 } = new MessageChannel();
    const answered = new Promise(resolve => port1.onmessage = ({ data }) => resolve(data));
    active.postMessage([...new Set([...page, ...addresses])].filter(address => address.startsWith(location.origin)), [port2]);
    const fault = await answered;
    if (fault)
        throw new Error(fault);
    return true;
}
