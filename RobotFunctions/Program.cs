using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using RobotFunctions.Configuration;
using RobotFunctions.Core.Configuration;

var builder = FunctionsApplication.CreateBuilder(args);

builder.Configuration.AddToyRobotVariables();
builder.Services.AddRobot(builder.Configuration);
builder.Services.AddFunctionApp(builder.Configuration);
builder.AddTelemetry();

builder.Build().Run();
