using System.Text.Json.Serialization;

namespace RobotFunctions.Hub.Registry.Reports;

/// <summary>Whether a robot reports.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RobotConnection>))]
public enum RobotConnection
{
    /// <summary>It has never reported.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>It reported within the last three intervals.</summary>
    [JsonStringEnumMemberName("online")]
    Online,

    /// <summary>It was silent for three intervals.</summary>
    [JsonStringEnumMemberName("offline")]
    Offline,
}
