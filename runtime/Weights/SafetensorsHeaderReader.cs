using System.Text.Json;
using System.Text.Unicode;
using static NetGen.SafetensorsText;

namespace NetGen;

/// <summary>Reads the JSON of a safetensors header: <c>{"__metadata__": {text: text}, name: {"dtype": …, "shape": […], "data_offsets": [begin, end]}, …}</c>.</summary>
/// <param name="source">The name of the file in error messages.</param>
internal sealed class SafetensorsHeaderReader(string source)
{
    private const string MetadataKey = "__metadata__";

    /// <summary>The header, its offsets checked.</summary>
    /// <exception cref="WeightsFormatException">It is not such JSON, repeats a name, or its offsets don't match.</exception>
    public SafetensorsHeader Read(ReadOnlySpan<byte> json)
    {
        if (json is not [(byte)'{', ..])
            throw Fault("does not begin with '{'");
        if (!Utf8.IsValid(json))
            throw Fault("is not UTF-8");
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 3 });
            return Read(ref reader);
        }
        catch (JsonException error)
        {
            throw Fault($"is not the JSON that it should be: {Show(error.Message)}", error);
        }
    }

    // Read() returns false only after the last token; before that, unfinished JSON is a JsonException.
    private SafetensorsHeader Read(ref Utf8JsonReader reader)
    {
        var tensors = new Dictionary<string, SafetensorsTensor>(StringComparer.Ordinal);
        Dictionary<string, string>? metadata = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = Text(ref reader);
            reader.Read();
            if (name != MetadataKey)
            {
                if (!tensors.TryAdd(name, ReadTensor(ref reader, name)))
                    throw Fault($"has {Show(name)} twice");
            }
            else if (metadata is null)
                metadata = ReadMetadata(ref reader);
            else
                throw Fault($"has {MetadataKey} twice");
        }
        reader.Read(); // throws if anything but white space follows
        return SafetensorsHeader.Create(tensors.Values, metadata ?? [], source);
    }

    private Dictionary<string, string> ReadMetadata(ref Utf8JsonReader reader)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Fault($"has something other than an object as {MetadataKey}");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = Text(ref reader);
            reader.Read();
            if (reader.TokenType != JsonTokenType.String || !metadata.TryAdd(key, Text(ref reader)))
                throw Fault($"has {Show(key)} in {MetadataKey} twice, or not as a string");
        }
        return metadata;
    }

    private SafetensorsTensor ReadTensor(ref Utf8JsonReader reader, string name)
    {
        string? type = null;
        long[]? shape = null, offsets = null;
        bool isKnown = reader.TokenType == JsonTokenType.StartObject;
        while (isKnown && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = Text(ref reader);
            reader.Read();
            isKnown = key switch
            {
                "dtype" => type is null && (type = reader.TokenType == JsonTokenType.String ? Text(ref reader) : null) is not null,
                "shape" => shape is null && (shape = ReadIntegers(ref reader)) is not null,
                "data_offsets" => offsets is null && (offsets = ReadIntegers(ref reader)) is not null,
                _ => false,
            };
        }
        return isKnown && type is not null && shape is not null && offsets is [var begin, var end]
            ? new(name, type, shape, begin, end)
            : throw Fault($"does not give {Show(name)} a \"dtype\", a \"shape\" of whole numbers and two \"data_offsets\", each once and nothing else");
    }

    /// <summary>Reads an array of integers from 0 to 2⁶³ − 1; null if it is anything else.</summary>
    private static long[]? ReadIntegers(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return null;
        List<long> integers = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long integer) || integer < 0)
                return null;
            integers.Add(integer);
        }
        return [.. integers];
    }

    private string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw Fault("has half a surrogate pair in a string", error);
        }
    }

    private WeightsFormatException Fault(string what, Exception? cause = null) => new($"{source} has a header that {what}.", cause);
}
