//#if (csharp)
using DestinyRobot;
using RobotFunctions.Core.Enhancers;
//#endif
using RobotFunctions.Local;

//#if (csharp)
return await RobotHost.RunAsync(args, services => services.AddEnhancer<Enhancer>(Enhancer.Name));
//#else
return await RobotHost.RunAsync(args);
//#endif
