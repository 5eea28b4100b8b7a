using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Assistance.Channels;
using RobotFunctions.Hub.Assistance.Notifications;
using RobotFunctions.Hub.Assistance.Requests;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance;

/// <summary>The tables of this area.</summary>
internal static class AssistanceTables
{
    extension(HubStore store)
    {
        public DbSet<Channel> Channels => store.Set<Channel>();

        public DbSet<AssistanceRequest> AssistanceRequests => store.Set<AssistanceRequest>();

        public DbSet<Notification> Notifications => store.Set<Notification>();
    }
}
