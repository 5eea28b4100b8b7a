//#if (csharp)
using DestinyRobot;
using RobotFunctions.AzureFunctions;
using RobotFunctions.Core.Enhancers;

RobotApp.Run(args, services => services.AddEnhancer<Enhancer>(Enhancer.Name));
//#else
using RobotFunctions.AzureFunctions;

RobotApp.Run(args);
//#endif
