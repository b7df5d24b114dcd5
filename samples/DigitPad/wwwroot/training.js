import { Chart } from './chart.js';
import { NetworkWorker } from './network-worker.js';

export const trainCount = 1000;
const epochs = 8;

/** Trains a network in a web worker of its own. Events: 'status' with a sentence, whose detail tells whether it is spoken; 'weights' with a safetensors file; 'end'. */
export class Training extends EventTarget {
    #chart;
    #bar;
    #worker = null;
    #weights = null;
    #last = null;

    constructor(svg, bar) {
        super();
        this.#chart = new Chart(svg, epochs);
        this.#bar = bar;
    }

    get isRunning() { return this.#worker !== null; }

    async start() {
        [this.#weights, this.#last] = [null, null];
        this.#chart.clear();
        this.#bar.removeAttribute('value');
        const worker = this.#worker = new NetworkWorker(progress => this.#advance(progress));
        this.#say('Starting …');
        try {
            await worker.ready;
            this.#say(`Drawing ${trainCount.toLocaleString('en')} digits to learn from …`, true);
            const [seed] = crypto.getRandomValues(new Int32Array(1));
            await worker.call('Train', seed, trainCount, epochs);
            this.#end(`Trained: ${this.#result}`);
        } catch (fault) {
            if (this.isRunning)
                this.#end(`The training failed: ${fault.message}`);
        }
    }

    /** The weights of the last report stay. */
    stop() {
        this.#end(this.#last ? `Stopped: ${this.#result}` : 'Stopped before the first step: the weights are as they were.');
    }

    get #result() {
        const { epoch, loss, accuracy } = this.#last, digits = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
        return `after ${digits.format(epoch)} of ${epochs} epochs the loss is ${loss.toFixed(3)}${isNaN(accuracy) ? '' : `, and ${digits.format(100 * accuracy)} % of unseen digits are read correctly`}.`;
    }

    #advance(progress) {
        const { epoch, loss, accuracy, samplesPerSecond, secondsLeft, weights } = this.#last = progress;
        this.#bar.value = epoch / epochs;
        this.#chart.add(epoch, loss, accuracy);
        this.#say(`Epoch ${Math.min(epochs, Math.floor(epoch) + 1)} of ${epochs}: loss ${loss.toFixed(3)}, ${Math.round(samplesPerSecond).toLocaleString('en')} digits a second, ${Math.ceil(secondsLeft)} s left`);
        if (Number.isInteger(epoch))
            this.dispatchEvent(new CustomEvent('status', { detail: { spoken: `After epoch ${epoch} ${(100 * accuracy).toFixed(0)} % are read correctly.` } }));
        this.dispatchEvent(new CustomEvent('weights', { detail: weights }));
    }

    #end(text) {
        const worker = this.#worker;
        this.#worker = null;
        worker.end();
        this.#bar.value = this.#last ? this.#last.epoch / epochs : 0;
        this.#say(text, true);
        this.dispatchEvent(new Event('end'));
    }

    #say(text, spoken = false) {
        this.dispatchEvent(new CustomEvent('status', { detail: { text, spoken: spoken ? text : undefined } }));
    }
}
