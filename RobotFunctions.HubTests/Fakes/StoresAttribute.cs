using System.Reflection;
using Xunit.Sdk;

namespace RobotFunctions.HubTests.Fakes;

/// <summary>Which database a test uses.</summary>
public enum StoreKind
{
    Sqlite,
    Postgres,
}

/// <summary>Runs a theory on SQLite and on PostgreSQL. Where that is not installed, it runs on SQLite only; a test of its own says so.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class StoresAttribute(params object[] more) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        yield return [StoreKind.Sqlite, .. more];
        if (PostgresServer.IsTested)
        {
            yield return [StoreKind.Postgres, .. more];
        }
    }
}

/// <summary>A test that needs PostgreSQL: skipped where that is not installed, unless <c>CI=true</c> says that it must run.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.IsTested ? null : PostgresServer.Missing;
}
