import { NetworkWorker } from './network-worker.js';
import { drawHidden, drawImage, hidden, pixels } from './neurons.js';
import { keep } from './offline.js';
import { Pad } from './pad.js';
import { Training, trainCount } from './training.js';

const element = id => document.getElementById(id);
const blank = new Array(pixels + hidden + 10).fill(0);

const pad = new Pad(element('pad')), reader = new NetworkWorker(), training = new Training(element('chart'), element('progress'));
let weights = [], reading = blank, ongoing = null, isStale = false;

const rows = Array.from({ length: 10 }, (_, digit) => {
    const row = element('probabilities').insertRow();
    row.innerHTML = `<th scope="row">${digit}</th><td aria-hidden="true"><div class="bar"></div></td><td class="percent">0 %</td>`;
    return row;
});

const percent = share => `${(100 * share).toFixed(share > 0 && share < 1 ? 1 : 0)} %`;

const announce = text => element('announcement').textContent = text;

const best = () => reading.slice(-10).reduce((best, share, digit, shares) => share > shares[best] ? digit : best, 0);

/** Shows the last reading. */
function show() {
    drawImage(element('image'), reading.slice(0, pixels));
    if (weights.length > 0)
        drawHidden(element('hidden'), weights, reading.slice(pixels, pixels + hidden));
    const shares = reading.slice(-10), answer = best();
    rows.forEach((row, digit) => {
        row.classList.toggle('best', !pad.isEmpty && digit === answer);
        row.querySelector('.bar').style.width = `${100 * shares[digit]}%`;
        row.querySelector('.percent').textContent = percent(shares[digit]);
    });
    element('answer').textContent = pad.isEmpty || weights.length === 0 ? '–' : answer;
    element('sureness').textContent = weights.length === 0 ? 'Starting …' : pad.isEmpty ? 'Draw something' : percent(shares[answer]);
    for (const id of ['undo', 'clear'])
        element(id).disabled = pad.isEmpty;
}

/** Reads the drawing; while that takes, later changes are read together. Done once the last change is read. */
function read() {
    isStale = true;
    return ongoing ??= readAll().finally(() => ongoing = null);
}

async function readAll() {
    await reader.ready;
    while (isStale) {
        isStale = false;
        reading = pad.isEmpty ? blank : Array.from(await reader.call('Read', pad.coordinates));
        show();
    }
}

async function use(method, ...parameters) {
    await reader.call(method, ...parameters);
    weights = Array.from(await reader.call('HiddenWeights'));
    await read();
}

function fail(fault) {
    element('fault').textContent = `The network can't be used: ${fault.message}`;
    element('fault').hidden = false;
    element('sureness').textContent = '';
}

pad.addEventListener('change', () => read().catch(fail));
pad.addEventListener('pen', event => announce(event.detail));
pad.addEventListener('rest', async () => {
    await read().catch(fail);
    // The next stroke's end follows, and tells more.
    if (pad.isDrawing)
        return;
    element('pad').setAttribute('aria-label', pad.isEmpty ? 'Empty drawing pad' : `Drawing of ${pad.strokes} stroke${pad.strokes === 1 ? '' : 's'}, read as ${best()}`);
    announce(pad.isEmpty ? 'The pad is empty.' : `It looks like a ${best()}, with ${percent(reading.slice(-10)[best()])}.`);
});

element('undo').addEventListener('click', () => pad.undo());
element('clear').addEventListener('click', () => pad.clear());
element('train').addEventListener('click', () => {
    if (training.isRunning)
        return training.stop();
    element('train').textContent = 'Stop';
    element('reset').disabled = true;
    training.start();
});
element('reset').addEventListener('click', async () => {
    await use('Reset').catch(fail);
    element('reset').disabled = true;
    element('status').textContent = 'The built-in weights are in use.';
    announce('The built-in weights are in use.');
    element('train').focus();
});
training.addEventListener('status', ({ detail: { text, spoken } }) => {
    if (text)
        element('status').textContent = text;
    if (spoken)
        announce(spoken);
});
let isTrained = false;
training.addEventListener('weights', ({ detail }) => {
    isTrained = true;
    use('Load', detail).catch(fail);
});
training.addEventListener('end', () => {
    element('train').textContent = 'Train again';
    element('reset').disabled = !isTrained;
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { show(); pad.draw(); });

element('count').textContent = trainCount.toLocaleString('en');
show();
try {
    const loaded = await reader.ready;
    element('layers').src = `data:image/svg+xml,${encodeURIComponent(await reader.call('Picture'))}`;
    await use('Reset');
    element('train').disabled = false;
    const isKept = await keep(loaded).catch(fault => { console.warn(`Not kept for use offline: ${fault.message}`); return false; });
    if (isKept)
        element('offline').textContent = 'It also opens without a connection.';
} catch (fault) {
    fail(fault);
}
