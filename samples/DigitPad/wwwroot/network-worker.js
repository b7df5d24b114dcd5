/** A network in a web worker. Calls are answered in their order. */
export class NetworkWorker {
    #worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
    #calls = [];

    /** @param onProgress receives the progress of training. */
    constructor(onProgress = () => { }) {
        /** Fulfilled when the runtime has started, with the addresses that it was loaded from. */
        this.ready = this.#answer();
        this.#worker.addEventListener('message', ({ data: { progress, result, fault } }) => {
            if (progress)
                onProgress(progress);
            else if (fault)
                this.#calls.shift().reject(new Error(fault));
            else
                this.#calls.shift().resolve(result);
        });
        this.#worker.addEventListener('error', event => this.#fail(new Error(event.message || 'The web worker cannot be loaded; the page must come from a web server.')));
    }

    /** Calls a method of Exports.cs. */
    call(method, ...parameters) {
        this.#worker.postMessage({ method, parameters });
        return this.#answer();
    }

    /** Ends the worker, whatever it is doing; calls without an answer are rejected. */
    end() {
        this.#worker.terminate();
        this.#fail(new Error('The worker was ended.'));
    }

    #answer() {
        return new Promise((resolve, reject) => this.#calls.push({ resolve, reject }));
    }

    #fail(fault) {
        for (const call of this.#calls.splice(0))
            call.reject(fault);
    }
}
