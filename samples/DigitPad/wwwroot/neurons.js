export const pixels = 784, hidden = 32;
const side = 28, columns = 8, rows = hidden / columns, gap = 6, bar = 6;

/** Draws the image that the network sees: ink on paper. */
export function drawImage(canvas, image) {
    canvas.width = canvas.height = side;
    paint(canvas.getContext('2d'), Array.from(image), colour(canvas, 'color'), colour(canvas, 'color'));
}

/** Draws each hidden neuron as the picture of its weights, with a bar for its value; those whose value is 0 are faint. */
export function drawHidden(canvas, weights, values) {
    const context = canvas.getContext('2d'), positive = colour(canvas, '--positive'), negative = colour(canvas, '--negative'), ink = colour(canvas, 'color'), line = colour(canvas, '--line');
    const scale = 2, tile = side + gap, height = tile + bar;
    canvas.width = scale * (columns * tile - gap);
    canvas.height = scale * (rows * height - gap);
    const picture = Object.assign(document.createElement('canvas'), { width: side, height: side });
    const largest = Math.max(...values, Number.MIN_VALUE), heaviest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), Number.MIN_VALUE);
    context.imageSmoothingEnabled = false;
    context.scale(scale, scale);
    context.lineWidth = 0.5;
    for (let neuron = 0; neuron < hidden; neuron++) {
        const x = neuron % columns * tile, y = Math.floor(neuron / columns) * height, share = values[neuron] / largest;
        paint(picture.getContext('2d'), weights.slice(neuron * pixels, (neuron + 1) * pixels).map(weight => weight / heaviest), positive, negative);
        context.globalAlpha = 1;
        context.strokeStyle = `rgb(${line})`;
        context.strokeRect(x + 0.25, y + 0.25, side - 0.5, side - 0.5);
        context.globalAlpha = 0.3 + 0.7 * share;
        context.drawImage(picture, x, y);
        context.globalAlpha = 1;
        context.fillStyle = `rgb(${ink})`;
        context.fillRect(x, y + side + 2, side * share, 2);
    }
    const active = Array.from(values).filter(value => value > 0).length;
    canvas.setAttribute('aria-label', `${hidden} hidden neurons, ${active === 0 ? 'none' : active} of them active`);
}

/** Values from −1 to 1 as more or less of two colours, small ones brought out by a square root. */
function paint(context, values, positive, negative) {
    const image = context.createImageData(side, side);
    values.forEach((value, i) => image.data.set([...(value < 0 ? negative : positive), 255 * Math.sqrt(Math.abs(value))], 4 * i));
    context.putImageData(image, 0, 0);
}

/** Red, green and blue of a property, by the browser's own reading of it. */
function colour(element, property) {
    const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
    context.fillStyle = getComputedStyle(element).getPropertyValue(property);
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
}
