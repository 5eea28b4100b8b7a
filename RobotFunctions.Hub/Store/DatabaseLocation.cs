using Npgsql;

namespace RobotFunctions.Hub.Store;

/// <summary>Where the Hub's store is: a SQLite file, or a PostgreSQL database.</summary>
public sealed class DatabaseLocation
{
    // More than the statements of the Hub, which PostgreSQL then parses and plans once per connection.
    private const int PreparedStatements = 200;

    private DatabaseLocation(string connection, string? file) => (Connection, File) = (connection, file);

    /// <summary>The connection string. It may contain a password and must not be shown.</summary>
    internal string Connection { get; }

    /// <summary>The full path of the SQLite file; null for PostgreSQL.</summary>
    public string? File { get; }

    /// <summary>Reads the setting <c>HubServer:Database</c>.</summary>
    /// <param name="text">The path of a file, <c>postgres://user:password@host/database</c>, or <c>Host=...;Database=...</c>.</param>
    /// <exception cref="StoreRefusedException">It is neither; the message does not repeat it, because it may contain a password.</exception>
    public static DatabaseLocation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "postgres" or "postgresql")
        {
            return new DatabaseLocation(FromUrl(url!), null);
        }

        if (text.Contains('=', StringComparison.Ordinal))
        {
            return new DatabaseLocation(Checked(text), null);
        }

        return string.IsNullOrWhiteSpace(text) || text.Contains('\0', StringComparison.Ordinal)
            ? throw Odd()
            : new DatabaseLocation("", Path.GetFullPath(text));
    }

    /// <summary>The place without its secrets, for messages and logs.</summary>
    public override string ToString()
    {
        if (File is not null)
        {
            return File;
        }

        var parts = new NpgsqlConnectionStringBuilder(Connection);
        return $"PostgreSQL database {parts.Database} at {parts.Host}:{parts.Port}";
    }

    private static string FromUrl(Uri url)
    {
        var login = url.UserInfo.Split(':', 2);
        var parts = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Port = url.IsDefaultPort || url.Port < 0 ? NpgsqlConnection.DefaultPort : url.Port,
            Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')),
        };
        if (login[0].Length > 0)
        {
            parts.Username = Uri.UnescapeDataString(login[0]);
        }

        if (login.Length == 2)
        {
            parts.Password = Uri.UnescapeDataString(login[1]);
        }

        return Prepared(parts);
    }

    private static string Checked(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text) is { Host.Length: > 0, Database.Length: > 0 } parts ? Prepared(parts) : throw Odd();
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw Odd();
        }
    }

    private static string Prepared(NpgsqlConnectionStringBuilder parts)
    {
        parts.MaxAutoPrepare = parts.ShouldSerialize("Max Auto Prepare") ? parts.MaxAutoPrepare : PreparedStatements;
        return parts.ConnectionString;
    }

    private static StoreRefusedException Odd() => new(
        "HubServer:Database (or --database) is neither a file nor a PostgreSQL database. Write a path such as .robot/hub.db, postgres://USER:PASSWORD@HOST/DATABASE, or Host=...;Database=...;Username=....");
}
