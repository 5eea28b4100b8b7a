namespace RobotFunctions.Hub.Inbox.Schemas;

/// <summary>Whether a schema file may be installed beside the versions that are there.</summary>
internal enum SchemaInstallation
{
    /// <summary>It is a new version.</summary>
    New,

    /// <summary>The very same file is there: there is nothing to do.</summary>
    Identical,

    /// <summary>Another file has the same version: refused (409), because tasks depend on it.</summary>
    Taken,
}

internal static class SchemaInstallations
{
    /// <summary>Decides by the versions of the same name.</summary>
    /// <param name="version">The version of the file.</param>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="installed">The versions that are there, with their files' bytes.</param>
    public static SchemaInstallation Decide(SchemaVersion version, ReadOnlySpan<byte> content, IEnumerable<(SchemaVersion Version, byte[] Content)> installed)
    {
        foreach (var other in installed.Where(other => other.Version == version))
        {
            return content.SequenceEqual(other.Content) ? SchemaInstallation.Identical : SchemaInstallation.Taken;
        }

        return SchemaInstallation.New;
    }
}
