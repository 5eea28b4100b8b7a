using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Registry.Reports;

/// <summary>The tables of this area.</summary>
internal static class ReportTables
{
    extension(HubStore store)
    {
        public DbSet<RobotObservation> RobotObservations => store.Set<RobotObservation>();

        public DbSet<RobotRun> RobotRuns => store.Set<RobotRun>();

        public DbSet<RobotCommand> RobotCommands => store.Set<RobotCommand>();
    }
}
