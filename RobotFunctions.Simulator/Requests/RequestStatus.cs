using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Simulator.Requests;

/// <summary>The status of a pushed request (protocol 1.2 to 1.4).</summary>
[JsonConverter(typeof(SnakeCaseConverter))]
public enum RequestStatus
{
    /// <summary>The robot has not responded yet.</summary>
    Received,

    /// <summary>The robot accepted it.</summary>
    Accepted,

    /// <summary>The robot rejected it.</summary>
    Rejected,

    /// <summary>The result file is being imported.</summary>
    Importing,

    /// <summary>Everything was imported.</summary>
    Completed,

    /// <summary>Some of it was imported.</summary>
    PartialFailed,

    /// <summary>Nothing was imported.</summary>
    Failed,
}

internal sealed class SnakeCaseConverter() : JsonStringEnumConverter<RequestStatus>(JsonNamingPolicy.SnakeCaseLower);
