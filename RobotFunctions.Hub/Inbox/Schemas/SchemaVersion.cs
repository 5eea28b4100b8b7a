using System.Diagnostics.CodeAnalysis;
using Semver;

namespace RobotFunctions.Hub.Inbox.Schemas;

/// <summary>
/// The version of a schema: kept as the text that was written, compared by the precedence of Semantic Versioning 2.0.0. The minor and patch numbers may be
/// left out; <c>1</c>, <c>1.0</c> and <c>1.0.0</c> have the same precedence and are the same version, <c>1.1</c> and <c>1.10</c> are not.
/// </summary>
internal sealed class SchemaVersion : IComparable<SchemaVersion>, IEquatable<SchemaVersion>
{
    private readonly SemVersion _version;

    private SchemaVersion(string text, SemVersion version) => (Text, _version) = (text, version);

    /// <summary>The version as it was written.</summary>
    public string Text { get; }

    /// <summary>The version with all three numbers and without build metadata: equal for versions that are the same.</summary>
    public string Full => _version.WithoutMetadata().ToString();

    /// <summary>Whether new tasks use it only when they name it.</summary>
    public bool IsPrerelease => _version.IsPrerelease;

    /// <summary>Reads a version of at most 64 characters. A pre-release has all three numbers: a date such as 2022-12-24 would otherwise be one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SchemaVersion? version)
    {
        var style = text.AsSpan().ContainsAny('-', '+') ? SemVersionStyles.Strict : SemVersionStyles.OptionalMinorPatch;
        version = text.Length <= 64 && SemVersion.TryParse(text, style, out var parsed) ? new SchemaVersion(text, parsed) : null;
        return version is not null;
    }

    /// <summary>The version that new tasks use: the highest that is not a pre-release; null if there is none.</summary>
    public static SchemaVersion? Newest(IEnumerable<SchemaVersion> versions) => versions.Where(static version => !version.IsPrerelease).Max();

    public int CompareTo(SchemaVersion? other) => other is null ? 1 : _version.ComparePrecedenceTo(other._version);

    public bool Equals(SchemaVersion? other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => Equals(obj as SchemaVersion);

    // Build metadata has no precedence.
    public override int GetHashCode() => _version.WithoutMetadata().GetHashCode();

    public override string ToString() => Text;

    public static bool operator ==(SchemaVersion? left, SchemaVersion? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(SchemaVersion? left, SchemaVersion? right) => !(left == right);

    public static bool operator <(SchemaVersion? left, SchemaVersion? right) => Comparer<SchemaVersion>.Default.Compare(left, right) < 0;

    public static bool operator >(SchemaVersion? left, SchemaVersion? right) => right < left;

    public static bool operator <=(SchemaVersion? left, SchemaVersion? right) => !(right < left);

    public static bool operator >=(SchemaVersion? left, SchemaVersion? right) => !(left < right);
}
