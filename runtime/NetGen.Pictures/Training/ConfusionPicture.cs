using NetGen.Training;

namespace NetGen.Pictures;

/// <summary>Draws a confusion matrix as a heat map.</summary>
public static class ConfusionPicture
{
    /// <summary>A confusion matrix as an SVG document: a row for each actual class, a column for each predicted one. Colours are shares of the row; up to 24 classes, counts are in the cells.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="classNames">A name for each class; numbers if there are none.</param>
    /// <exception cref="ArgumentException">There are not as many names as classes.</exception>
    public static string ToSvg(this ConfusionMatrix matrix, IReadOnlyList<string>? classNames = null) => matrix.ToPicture(classNames).ToSvg();

    /// <summary>A confusion matrix as a picture, as by <see cref="ToSvg"/>.</summary>
    /// <exception cref="ArgumentException">There are not as many names as classes.</exception>
    public static Picture ToPicture(this ConfusionMatrix matrix, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return new ConfusionDrawing(matrix, NamesOf(matrix, classNames)).Draw();
    }

    /// <summary>The names of the classes: those given, or their numbers.</summary>
    internal static IReadOnlyList<string> NamesOf(ConfusionMatrix matrix, IReadOnlyList<string>? classNames)
    {
        if (classNames is null or [])
            return [.. Enumerable.Range(0, matrix.Classes).Select(label => Xml.Number(label))];
        return classNames.Count == matrix.Classes ? classNames
            : throw new ArgumentException($"There are {classNames.Count} names for {matrix.Classes} classes; give one for each, or none.", nameof(classNames));
    }
}
