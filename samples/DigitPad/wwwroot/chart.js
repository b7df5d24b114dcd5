const namespace = 'http://www.w3.org/2000/svg', height = 200, left = 32, right = 48, top = 12, bottom = 26;

/** The curves of a training: the loss against the axis on the left, the accuracy against the one on the right. */
export class Chart {
    #svg;
    #epochs;
    #losses = [];
    #accuracies = [];

    constructor(svg, epochs) {
        [this.#svg, this.#epochs] = [svg, epochs];
        new ResizeObserver(() => this.#draw()).observe(svg);
    }

    /** Begins anew. */
    clear() {
        [this.#losses, this.#accuracies] = [[], []];
        this.#svg.setAttribute('aria-label', 'Loss and accuracy by epoch: no epoch is complete yet');
        this.#draw();
    }

    /** Adds a point. @param epoch how many epochs are done, a fraction during one. @param accuracy NaN where it is not measured. */
    add(epoch, loss, accuracy) {
        this.#losses.push([epoch, loss]);
        if (Number.isInteger(epoch)) {
            this.#accuracies.push([epoch, accuracy]);
            this.#svg.setAttribute('aria-label', `Loss and accuracy by epoch: after ${epoch} of ${this.#epochs} epochs the loss is ${loss.toFixed(3)} and the accuracy is ${(100 * accuracy).toFixed(1)} %`);
        }
        this.#draw();
    }

    #draw() {
        const width = this.#svg.clientWidth, most = Math.max(1, Math.ceil(Math.max(0, ...this.#losses.map(([, loss]) => loss)) * 2) / 2);
        const x = epoch => left + (width - left - right) * epoch / this.#epochs, y = share => height - bottom - (height - top - bottom) * share;
        this.#svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
        this.#svg.replaceChildren();
        for (const share of [0, 0.5, 1]) {
            this.#append('line', { x1: left, x2: width - right, y1: y(share), y2: y(share), class: 'grid' });
            this.#append('text', { x: left - 6, y: y(share) + 4, class: 'loss', 'text-anchor': 'end' }, most * share);
            this.#append('text', { x: width - right + 10, y: y(share) + 4, class: 'accuracy' }, `${100 * share} %`);
        }
        for (let epoch = 0; epoch <= this.#epochs; epoch++)
            this.#append('text', { x: x(epoch), y: height - 6, class: 'epoch', 'text-anchor': 'middle' }, epoch);
        const points = (curve, limit) => curve.map(([epoch, value]) => `${x(epoch)},${y(value / limit)}`).join(' ');
        this.#append('polyline', { points: points(this.#losses, most), class: 'loss' });
        this.#append('polyline', { points: points(this.#accuracies, 1), class: 'accuracy' });
        for (const [epoch, accuracy] of this.#accuracies)
            this.#append('circle', { cx: x(epoch), cy: y(accuracy), r: 3.5, class: 'accuracy' });
    }

    #append(name, attributes, text = '') {
        const element = document.createElementNS(namespace, name);
        for (const [attribute, value] of Object.entries(attributes))
            element.setAttribute(attribute, value);
        element.textContent = text;
        this.#svg.append(element);
    }
}
