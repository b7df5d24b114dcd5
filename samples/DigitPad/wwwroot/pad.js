const step = 1 / 24, smallStep = 1 / 96, thickness = 1 / 16;
const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** A pad to draw on with a pointer or the keyboard. Events: 'change' at every movement of the ink, 'rest' when a stroke ends, 'pen' with a sentence for screen readers. */
export class Pad extends EventTarget {
    #canvas;
    #strokes = [];
    #pointer = null;    // the id of the pointer that draws; others are ignored meanwhile
    #pen = { x: 0.5, y: 0.25, down: false, shown: false };
    #held = new Set();

    constructor(canvas) {
        super();
        this.#canvas = canvas;
        canvas.addEventListener('pointerdown', event => this.#begin(event));
        canvas.addEventListener('pointermove', event => this.#move(event));
        for (const name of ['pointerup', 'pointercancel'])
            canvas.addEventListener(name, event => this.#end(event));
        canvas.addEventListener('keydown', event => this.#press(event));
        canvas.addEventListener('keyup', event => this.#held.delete(event.key));
        canvas.addEventListener('focus', () => this.#show(canvas.matches(':focus-visible')));
        canvas.addEventListener('blur', () => { this.#held.clear(); this.#lift(); this.#show(false); });
        new ResizeObserver(() => this.draw()).observe(canvas);
    }

    get isEmpty() { return this.#strokes.length === 0; }

    get isDrawing() { return this.#pointer !== null || this.#pen.down; }

    get strokes() { return this.#strokes.length; }

    /** x and y of all points, in units of the pad; a pair of NaN between two strokes. */
    get coordinates() { return this.#strokes.flatMap((stroke, i) => i === 0 ? stroke.flat() : [NaN, NaN, ...stroke.flat()]); }

    clear() {
        this.#strokes = [];
        this.#stop();
    }

    undo() {
        this.#strokes.pop();
        this.#stop();
    }

    draw() {
        const side = this.#canvas.clientWidth * devicePixelRatio;
        if (this.#canvas.width !== Math.round(side))
            this.#canvas.width = this.#canvas.height = Math.round(side);
        const context = this.#canvas.getContext('2d'), style = getComputedStyle(this.#canvas);
        context.clearRect(0, 0, side, side);
        Object.assign(context, { lineCap: 'round', lineJoin: 'round', lineWidth: thickness * side, strokeStyle: style.color });
        for (const stroke of this.#strokes) {
            context.beginPath();
            context.moveTo(stroke[0][0] * side, stroke[0][1] * side);
            for (const [x, y] of stroke)
                context.lineTo(x * side, y * side);
            context.stroke();
        }
        if (!this.#pen.shown)
            return;
        context.beginPath();
        context.arc(this.#pen.x * side, this.#pen.y * side, thickness * side * 0.75, 0, 2 * Math.PI);
        Object.assign(context, { lineWidth: 2 * devicePixelRatio, strokeStyle: style.getPropertyValue('--accent') });
        context.stroke();
        if (this.#pen.down) {
            context.fillStyle = context.strokeStyle;
            context.fill();
        }
    }

    #begin(event) {
        if (this.#pointer !== null || event.button !== 0)
            return;
        this.#pointer = event.pointerId;
        this.#canvas.setPointerCapture(event.pointerId);
        this.#lift();
        this.#pen.shown = false;
        this.#strokes.push([this.#place(event)]);
        this.#changed();
    }

    #move(event) {
        if (event.pointerId !== this.#pointer)
            return;
        const all = event.getCoalescedEvents?.() ?? [];
        for (const moved of all.length > 0 ? all : [event])
            this.#strokes.at(-1).push(this.#place(moved));
        this.#changed();
    }

    #end(event) {
        if (event.pointerId !== this.#pointer)
            return;
        this.#pointer = null;
        this.dispatchEvent(new Event('rest'));
    }

    #place(event) {
        const box = this.#canvas.getBoundingClientRect();
        return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height].map(inside);
    }

    #press(event) {
        if (event.ctrlKey || event.metaKey || event.altKey)
            return;
        if (directions[event.key])
            this.#travel(event);
        else if (event.key === ' ' && !event.repeat)
            this.#toggle();
        else if (event.key === 'Escape')
            this.#lift();
        else if (event.key === 'Backspace')
            this.undo();
        else if (event.key === 'Delete')
            this.clear();
        else if (event.key !== ' ')
            return;
        event.preventDefault();
        if (event.key !== 'Delete' && event.key !== 'Backspace')
            this.#show(true);
    }

    /** In the direction of all arrow keys that are held, so that two of them are a diagonal. */
    #travel(event) {
        this.#held.add(event.key);
        const size = event.shiftKey ? smallStep : step;
        for (const [x, y] of [...this.#held].map(key => directions[key]))
            Object.assign(this.#pen, { x: inside(this.#pen.x + x * size), y: inside(this.#pen.y + y * size) });
        if (!this.#pen.down)
            return;
        this.#strokes.at(-1).push([this.#pen.x, this.#pen.y]);
        this.#changed();
    }

    #toggle() {
        if (this.#pen.down)
            return this.#lift();
        this.#pen.down = true;
        this.#strokes.push([[this.#pen.x, this.#pen.y]]);
        this.#changed();
        this.#say('down');
    }

    #lift() {
        if (!this.#pen.down)
            return;
        this.#pen.down = false;
        this.#say('up');
        this.dispatchEvent(new Event('rest'));
    }

    #say(where) {
        const percent = value => `${Math.round(100 * value)} %`;
        this.dispatchEvent(new CustomEvent('pen', { detail: `Pen ${where}, ${percent(this.#pen.x)} from the left, ${percent(this.#pen.y)} from the top.` }));
    }

    #show(shown) {
        this.#pen.shown = shown;
        this.draw();
    }

    #stop() {
        this.#pen.down = false;
        this.#pointer = null;
        this.#changed();
        this.dispatchEvent(new Event('rest'));
    }

    #changed() {
        this.draw();
        this.dispatchEvent(new Event('change'));
    }
}

const inside = value => Math.min(1, Math.max(0, value));
