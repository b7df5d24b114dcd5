// Checks of a page of pictures, run inside the browser. Each returns what is wrong, in words.
(() => {
    const luminance = color => {
        const [r, g, b] = color.map(value => value / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const parse = color => {
        const numbers = color.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
        return { rgb: numbers.slice(0, 3), alpha: color === 'none' ? 0 : numbers[3] ?? 1 };
    };
    const contrast = (a, b) => {
        const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
        return (high + 0.05) / (low + 0.05);
    };
    // Every element with text of its own that is drawn.
    const texts = () => [...document.querySelectorAll('body *')].filter(element =>
        !element.closest('title, desc, style') && [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim() !== ''));

    const pageBackground = element => {
        for (let at = element; at; at = at.parentElement) {
            const { rgb, alpha } = parse(getComputedStyle(at).backgroundColor);
            if (alpha === 1)
                return rgb;
        }
        return null;
    };
    // The fill of the topmost shape beneath a point of a text in a picture.
    const shapeBackground = (text, x, y) => {
        for (const shape of document.elementsFromPoint(x, y)) {
            if (shape.tagName === 'text' || shape.ownerSVGElement !== text.ownerSVGElement)
                continue;
            if (shape.tagName === 'image')
                return null;
            const { rgb, alpha } = parse(getComputedStyle(shape).fill);
            if (alpha === 1 && shape.tagName !== 'line')
                return rgb;
        }
        return null;
    };

    window.checks = {
        contrast() {
            const faults = [];
            let checked = 0;
            for (const element of texts()) {
                const isPicture = element.ownerSVGElement != null;
                const ink = parse(getComputedStyle(element)[isPicture ? 'fill' : 'color']);
                element.scrollIntoView({ block: 'center', inline: 'center' });
                const box = element.getBoundingClientRect();
                const [y, xs] = [(box.top + box.bottom) / 2, [box.left + 2, (box.left + box.right) / 2, box.right - 2]];
                for (const x of isPicture && box.width < box.height * 4 ? [xs[1]] : isPicture ? xs : [xs[1]]) {
                    const ground = isPicture ? shapeBackground(element, x, y) : pageBackground(element);
                    const ratio = ground === null ? 0 : contrast(ink.rgb, ground);
                    checked++;
                    if (!(ratio >= 4.5) || ink.alpha !== 1)
                        faults.push(`'${element.textContent}' (${element.tagName}): ${ratio.toFixed(2)}, ${ink.rgb} on ${ground}`);
                }
            }
            return { faults, checked };
        },
        pictures() {
            const faults = [];
            for (const svg of document.querySelectorAll('svg')) {
                const box = svg.getBoundingClientRect(), name = svg.getAttribute('aria-label');
                if (!(box.width > 50 && box.height > 50))
                    faults.push(`${name} is ${box.width} × ${box.height}`);
                const labels = [...svg.querySelectorAll('text')].map(text => ({ text: text.textContent, isRotated: text.hasAttribute('transform'), box: text.getBoundingClientRect() }));
                for (const [i, a] of labels.entries()) {
                    if (a.box.left < box.left || a.box.right > box.right || a.box.top < box.top || a.box.bottom > box.bottom)
                        faults.push(`'${a.text}' leaves ${name}`);
                    for (const b of labels.slice(0, i))
                        if (!a.isRotated && !b.isRotated && a.box.left < b.box.right - 0.5 && b.box.left < a.box.right - 0.5 && a.box.top < b.box.bottom - 3 && b.box.top < a.box.bottom - 3)
                            faults.push(`'${a.text}' overlaps '${b.text}' in ${name}`);
                }
            }
            return { faults, checked: document.querySelectorAll('svg').length };
        },
        overflow() {
            const width = document.documentElement.scrollWidth;
            return { faults: width > window.innerWidth ? [`The page is ${width} pixels wide, the window ${window.innerWidth}.`] : [], checked: 1 };
        },
    };
})();
