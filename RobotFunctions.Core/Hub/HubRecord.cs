using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using RobotFunctions.Core.Protocol;

namespace RobotFunctions.Core.Hub;

/// <summary>One kind of record in <see cref="IHubRecords"/>.</summary>
/// <param name="records">Where it is kept.</param>
/// <param name="name">Its name there.</param>
/// <param name="json">Its JSON.</param>
internal sealed class HubRecord<T>(IHubRecords records, string name, JsonTypeInfo<T> json)
    where T : class
{
    /// <summary>Reads the record of a robot; null if there is none, or it is damaged: the Hub tells it again.</summary>
    public async Task<T?> FindAsync(RobotId robot, CancellationToken cancellation)
    {
        if (await records.ReadAsync(robot, name, cancellation) is not { } stored)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(stored.Span, json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Creates or replaces the record of a robot.</summary>
    public Task SaveAsync(RobotId robot, T value, CancellationToken cancellation) =>
        records.WriteAsync(robot, name, JsonSerializer.SerializeToUtf8Bytes(value, json), cancellation);
}
