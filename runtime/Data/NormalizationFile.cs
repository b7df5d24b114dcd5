using System.Text.Json;

namespace NetGen.Data;

/// <summary>Statistics as JSON: <c>{"means": [0.5, 3], "deviations": [0.1, 2]}</c>. Each number is the shortest text that reads back as the same float.</summary>
internal static class NormalizationFile
{
    private const string MeansKey = "means", DeviationsKey = "deviations";

    public static void Write(Stream stream, Normalization statistics)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        Write(json, MeansKey, statistics.Means);
        Write(json, DeviationsKey, statistics.Deviations);
        json.WriteEndObject();
    }

    public static Normalization Read(Stream stream, string source)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(stream);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new InvalidDataException($"{source} must be a JSON object of two arrays, {MeansKey} and {DeviationsKey}.");
            return new(Read(document.RootElement, MeansKey, source), Read(document.RootElement, DeviationsKey, source));
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{source} is not JSON, or cut short: {fault.Message}", fault);
        }
        catch (ArgumentException fault)
        {
            throw new InvalidDataException($"{source} holds no statistics: {fault.Message}", fault);
        }
    }

    private static void Write(Utf8JsonWriter json, string key, ReadOnlySpan<float> values)
    {
        json.WriteStartArray(key);
        foreach (float value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    private static float[] Read(JsonElement statistics, string key, string source)
    {
        if (!statistics.TryGetProperty(key, out JsonElement array) || array.ValueKind != JsonValueKind.Array)
            throw new InvalidDataException($"{source} has no array named {key}.");
        return [.. array.EnumerateArray().Select((element, i) =>
            element.ValueKind == JsonValueKind.Number && element.TryGetSingle(out float value)
                ? value
                : throw new InvalidDataException($"{source} has {element.GetRawText()} as element {i} of {key}; it must be a finite float."))];
    }
}
