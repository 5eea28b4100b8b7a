using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace RobotFunctions.Hub.Registry;

/// <summary>The names of a vocabulary as they are written on the wire, in the store and in filters.</summary>
/// <typeparam name="T">The vocabulary.</typeparam>
internal static class WireNames<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Names = Enum.GetValues<T>().ToFrozenDictionary(
        static value => value,
        static value => typeof(T).GetField($"{value}")!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name);

    /// <summary>All names, in the order in which the vocabulary lists them.</summary>
    public static readonly IReadOnlyList<string> All = [.. Enum.GetValues<T>().Select(Of)];

    /// <summary>The name of a value.</summary>
    public static string Of(T value) => Names[value];
}
