using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace RobotFunctions.Simulator.Import;

/// <summary>
/// The fingerprints of all imported enhancements, for detecting exact duplicates: reference, source, visibility, robot version,
/// derived-from, and content without its creation dates. Enhancements in reference files are not included.
/// </summary>
internal sealed class ImportedEnhancements
{
    private static readonly string[] Provenance = ["reference_id", "source", "visibility", "robot_version", "derived_from"];
    private static readonly string[] DatesOfMaking = ["updated_date", "source_export_date"];

    private readonly ConcurrentDictionary<UInt128, bool> _fingerprints = new();

    /// <summary>Adds an enhancement; false if it is an exact duplicate.</summary>
    public bool Add(UInt128 fingerprint) => _fingerprints.TryAdd(fingerprint, true);

    /// <summary>Removes enhancements of a batch that was rolled back.</summary>
    public void Remove(IEnumerable<UInt128> fingerprints)
    {
        foreach (var fingerprint in fingerprints)
        {
            _fingerprints.TryRemove(fingerprint, out _);
        }
    }

    /// <summary>The fingerprint of an enhancement.</summary>
    public static UInt128 Fingerprint(JsonElement enhancement)
    {
        var text = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartArray();
            foreach (var name in Provenance)
            {
                if (enhancement.TryGetProperty(name, out var value))
                {
                    WriteSorted(writer, value);
                }
                else
                {
                    writer.WriteNullValue();
                }
            }

            WriteSorted(writer, enhancement.GetProperty("content"), without: DatesOfMaking);
            writer.WriteEndArray();
        }

        return BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(text.WrittenSpan));
    }

    private static void WriteSorted(Utf8JsonWriter writer, JsonElement value, params string[] without)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject().OrderBy(static property => property.Name, StringComparer.Ordinal))
                {
                    if (property.Value.ValueKind != JsonValueKind.Null && !without.Contains(property.Name))
                    {
                        writer.WritePropertyName(property.Name);
                        WriteSorted(writer, property.Value);
                    }
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteSorted(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
