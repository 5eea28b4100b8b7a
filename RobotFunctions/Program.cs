using RobotFunctions.AzureFunctions;

RobotApp.Run(args);
