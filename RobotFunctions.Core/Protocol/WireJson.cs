using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace RobotFunctions.Core.Protocol;

/// <summary>
/// Writes JSON that the repository can store: absent values are omitted, and characters that its database cannot store are removed from every
/// string, including those in free-form data (protocol section 3): U+0000 and lone surrogates.
/// </summary>
/// <param name="writer">The writer; its encoder must escape non-ASCII characters, as the default encoder does.</param>
internal readonly struct WireJson(Utf8JsonWriter writer)
{
    public void StartObject() => writer.WriteStartObject();

    public void StartObject(ReadOnlySpan<byte> name) => writer.WriteStartObject(name);

    public void EndObject() => writer.WriteEndObject();

    public void StartArray(ReadOnlySpan<byte> name) => writer.WriteStartArray(name);

    public void EndArray() => writer.WriteEndArray();

    public void Member(ReadOnlySpan<byte> name) => writer.WritePropertyName(name);

    public void Null(ReadOnlySpan<byte> name) => writer.WriteNull(name);

    public void Id(Guid id) => writer.WriteStringValue(id);

    public void Id(ReadOnlySpan<byte> name, Guid id) => writer.WriteString(name, id);

    public void Text(string value) => writer.WriteStringValue(StorableText.From(value));

    public void Text(ReadOnlySpan<byte> name, ReadOnlySpan<char> value) => writer.WriteString(name, StorableText.From(value));

    public void Text(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            Text(name, value.AsSpan());
        }
    }

    public void Texts(ReadOnlySpan<byte> name, IReadOnlyList<string>? values)
    {
        if (values is null)
        {
            return;
        }

        StartArray(name);
        for (var i = 0; i < values.Count; i++)
        {
            Text(values[i]);
        }

        EndArray();
    }

    public void Number(ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    public void Number(ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    public void Flag(ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag)
        {
            writer.WriteBoolean(name, flag);
        }
    }

    public void Date(ReadOnlySpan<byte> name, DateOnly? value)
    {
        if (value is { } date)
        {
            Span<char> text = stackalloc char[10];
            date.TryFormat(text, out var length, "O");
            writer.WriteString(name, text[..length]);
        }
    }

    public void Time(ReadOnlySpan<byte> name, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            writer.WriteString(name, time);
        }
    }

    /// <summary>JSON that was written by this class; copied unchanged, at any depth.</summary>
    public void Written(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(value, skipInputValidation: true);
    }

    /// <summary>Free-form JSON; omitted if undefined or null.</summary>
    public void Json(ReadOnlySpan<byte> name, JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
        {
            writer.WritePropertyName(name);
            Copy(JsonMarshal.GetRawUtf8Value(value));
        }
    }

    /// <summary>A free-form object; empty if undefined or null.</summary>
    public void JsonObject(ReadOnlySpan<byte> name, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            StartObject(name);
            EndObject();
        }
        else
        {
            Json(name, value);
        }
    }

    private void Copy(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = ProtocolLimits.DataDepth });
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    writer.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    break;
                case JsonTokenType.PropertyName:
                case JsonTokenType.String:
                    CopyText(in reader);
                    break;
                default:
                    writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                    break;
            }
        }
    }

    private void CopyText(in Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            WriteText(reader.TokenType, reader.ValueSpan);
            return;
        }

        var rented = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        WriteText(reader.TokenType, rented.AsSpan(0, JsonText.Unescape(reader.ValueSpan, rented, storable: true)));
        ArrayPool<byte>.Shared.Return(rented);
    }

    private void WriteText(JsonTokenType token, ReadOnlySpan<byte> text)
    {
        if (token == JsonTokenType.PropertyName)
        {
            writer.WritePropertyName(text);
        }
        else
        {
            writer.WriteStringValue(text);
        }
    }
}
