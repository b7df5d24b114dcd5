using System.Text.Json;
using System.Text.Json.Serialization;
using NetGen;

namespace Serving;

/// <summary>What a client asks about.</summary>
public sealed record Point(float X, float Y)
{
    /// <summary>A point of the square that the circle lies in.</summary>
    public static Point Draw(SeededRandom random) => new(3 * random.NextSingle() - 1.5f, 3 * random.NextSingle() - 1.5f);

    /// <summary>The point with the truth about it.</summary>
    public LabelledPoint Label(float radius) => new(X, Y, X * X + Y * Y < radius * radius);
}

/// <summary>What the service answers, and by which version of the network.</summary>
public sealed record Answer(float Probability, int Version);

/// <summary>What a client knows to be true.</summary>
public sealed record LabelledPoint(float X, float Y, bool Inside);

/// <summary>How messages become JSON, without reflection. The shortest text that reads back as the same float: an answer keeps its bits.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Point))]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(LabelledPoint[]))]
internal sealed partial class Messages : JsonSerializerContext;
