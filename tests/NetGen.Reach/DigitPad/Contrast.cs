namespace NetGen.Reach.DigitPad;

/// <summary>The contrast ratio of text and background, as the Web Content Accessibility Guidelines 2.2 define it.</summary>
internal static class Contrast
{
    /// <summary>A function that returns the texts of the page whose contrast is less than 4.5.</summary>
    public const string FaintTexts = """
        () => {
            const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
            const colour = text => {
                context.clearRect(0, 0, 1, 1);
                context.fillStyle = text;
                context.fillRect(0, 0, 1, 1);
                return [...context.getImageData(0, 0, 1, 1).data];
            };
            const background = element => {
                const own = colour(getComputedStyle(element).backgroundColor);
                return own[3] === 255 || !element.parentElement ? own : background(element.parentElement);
            };
            const luminance = rgb => rgb.slice(0, 3).map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
            const contrast = element => {
                const style = getComputedStyle(element);
                const [dark, light] = [colour(element instanceof SVGElement ? style.fill : style.color), background(element)].map(luminance).sort((a, b) => a - b);
                return (light + 0.05) / (dark + 0.05);
            };
            const elements = [...document.body.querySelectorAll('*')].filter(element => element.checkVisibility() && [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim() !== ''));
            if (elements.length < 40)
                return [`Only ${elements.length} elements have text.`];
            return elements.filter(element => contrast(element) < 4.5).map(element => `${element.textContent}: ${contrast(element)}`);
        }
        """;
}
