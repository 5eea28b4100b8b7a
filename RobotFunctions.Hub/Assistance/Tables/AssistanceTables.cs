using Microsoft.EntityFrameworkCore;
using RobotFunctions.Hub.Store;

namespace RobotFunctions.Hub.Assistance.Tables;

/// <summary>The tables of this area.</summary>
internal static class AssistanceTables
{
    extension(HubStore store)
    {
        public DbSet<Topic> Topics => store.Set<Topic>();

        public DbSet<TopicChannel> TopicChannels => store.Set<TopicChannel>();

        public DbSet<Channel> Channels => store.Set<Channel>();

        public DbSet<AssistanceRequest> AssistanceRequests => store.Set<AssistanceRequest>();

        public DbSet<Notification> Notifications => store.Set<Notification>();
    }
}
