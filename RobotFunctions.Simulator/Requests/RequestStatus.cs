using System.Text.Json;
using System.Text.Json.Serialization;

namespace RobotFunctions.Simulator.Requests;

/// <summary>How a pushed request stands (protocol 1.2 to 1.4).</summary>
[JsonConverter(typeof(SnakeCaseConverter))]
public enum RequestStatus
{
    /// <summary>The robot has not been asked yet, or has not answered.</summary>
    Received,

    /// <summary>The robot took it.</summary>
    Accepted,

    /// <summary>The robot said no.</summary>
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
